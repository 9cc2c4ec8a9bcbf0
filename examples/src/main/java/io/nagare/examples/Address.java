package io.nagare.examples;

/**
 * Where a server is.
 *
 * @param host its name or address
 * @param port 1 to 65,535
 */
record Address(String host, int port) {}
