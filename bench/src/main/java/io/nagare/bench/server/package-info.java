/**
 * Servers that do the same on different stacks: an echo, a chat that sends each line to all members, a file for each
 * connection, and a proxy; an echo and bulk data with TLS. Each is written in the way of the stack's own documentation,
 * with the settings that it recommends.
 *
 * <p>Reading order: {@code Servers} (the command) with {@code Options}, {@code Stack} (what each stack must serve),
 * {@code NagareStack}, {@code SelectorStack} (the floor), then the other stacks. {@code NettyRelay} is Netty's proxy.
 * {@code TlsFixture} makes the certificate, and {@code NettyTls} is Netty's TLS.
 */
@NullMarked
package io.nagare.bench.server;

import org.jspecify.annotations.NullMarked;
