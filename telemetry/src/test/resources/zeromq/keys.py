"""Gives a socket the keys in FOLDER: "" for none, else the client's name and the server's."""
import os.path

import zmq.auth


def use(socket, folder, client, server):
    if folder:
        public, secret = zmq.auth.load_certificate(os.path.join(folder, client + ".key_secret"))
        socket.curve_publickey, socket.curve_secretkey = public, secret
        socket.curve_serverkey = zmq.auth.load_certificate(os.path.join(folder, server + ".key"))[0]
