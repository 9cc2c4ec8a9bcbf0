package io.nagare.net;

/**
 * The process at the other end of a Unix socket, as the system knows it.
 *
 * @param user the name of its user
 * @param group the name of its group
 */
public record PeerCredentials(String user, String group) {}
