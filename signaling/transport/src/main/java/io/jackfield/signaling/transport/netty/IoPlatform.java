package io.jackfield.signaling.transport.netty;

import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;

/**
 * The family of channel classes in use: native epoll where it loads, else the JDK's NIO.
 *
 * @param name for the log
 * @param factory of the event loops' I/O side
 * @param server listening channels
 * @param client outgoing channels
 * @param datagram UDP channels
 * @param reusePort whether several sockets can share one address
 */
record IoPlatform(
    String name,
    IoHandlerFactory factory,
    Class<? extends ServerChannel> server,
    Class<? extends Channel> client,
    Class<? extends Channel> datagram,
    boolean reusePort) {

  static IoPlatform choose(boolean nativeIo) {
    if (nativeIo && Epoll.isAvailable()) {
      return new IoPlatform(
          "epoll",
          EpollIoHandler.newFactory(),
          EpollServerSocketChannel.class,
          EpollSocketChannel.class,
          EpollDatagramChannel.class,
          true);
    }
    return new IoPlatform(
        "nio",
        NioIoHandler.newFactory(),
        NioServerSocketChannel.class,
        NioSocketChannel.class,
        NioDatagramChannel.class,
        false);
  }
}
