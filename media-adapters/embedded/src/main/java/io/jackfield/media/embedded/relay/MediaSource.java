package io.jackfield.media.embedded.relay;

/**
 * What streams can hear: another stream's peer, or media made here (a player, a mix). Given to
 * {@link MediaStream#feedFrom}.
 */
public sealed interface MediaSource permits MediaStream, PacketSource {}
