package io.framegauge.telemetry.zeromq;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/// The system's channels; those that connect are reset when they are closed, so that what their
/// peer has not got yet is not sent to it any more.
final class ForgetfulChannels extends SelectorProvider {
  static final SelectorProvider PROVIDER = new ForgetfulChannels(SelectorProvider.provider());

  private final SelectorProvider system;

  private ForgetfulChannels(SelectorProvider system) {
    this.system = system;
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return system.openSocketChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return system.openServerSocketChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return system.openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return system.openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return system.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return system.openSelector();
  }
}
