/**
 * TLS over any wire, on the JDK's {@code SSLEngine}: TLS 1.2 and 1.3, client and server.
 *
 * <p>What a user prepares once: a {@link io.nagare.net.tls.TlsIdentity} (a private key with its certificates), a
 * {@link io.nagare.net.tls.TlsTrust} (whose certificates are believed), the
 * {@link io.nagare.net.tls.TlsCertificates} of a server, and {@link io.nagare.net.tls.TlsClientOptions} or
 * {@link io.nagare.net.tls.TlsServerOptions}. What was agreed with a peer is a
 * {@link io.nagare.net.tls.TlsSession}.
 *
 * <p>All that fails is a {@link io.nagare.net.tls.TlsFailedException}, which says why. Bad keys and certificates of
 * one's own are a {@link io.nagare.net.tls.TlsMaterialException}.
 *
 * <p>Reading order for maintainers: {@code Handshake} (a leaf that drives an engine until both sides agree);
 * {@code TlsWire} with {@code Inbound} and {@code Outbound} (one direction each, and the only places that unwrap and
 * wrap); {@code ClientEngines} and {@code ServerEngines} (where engines come from); {@code PeerTrust} (believes or
 * refuses a certificate); {@code IdentityKeys} (shows one); {@code Explanations} with
 * {@code Alerts} (say what a failure means).
 */
@NullMarked
package io.nagare.net.tls;

import org.jspecify.annotations.NullMarked;
