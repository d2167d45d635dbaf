"""certificates.py FOLDER NAME...: key pairs as pyzmq writes them, NAME.key and NAME.key_secret."""
import os
import sys

import zmq.auth

os.umask(0o077)
for name in sys.argv[2:]:
    zmq.auth.create_certificates(sys.argv[1], name)
