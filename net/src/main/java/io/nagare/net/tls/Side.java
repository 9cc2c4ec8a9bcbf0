package io.nagare.net.tls;

import java.security.GeneralSecurityException;
import java.util.Date;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** One side of a handshake: where its engine comes from, and what it knows of the peer. Immutable. */
sealed interface Side {

    /** Whether {@link #open} and the first step of the engine are quick now, so that a worker may do them. */
    boolean isQuick();

    /** Makes an engine. Blocks unless it {@link #isQuick}. */
    SSLEngine open() throws GeneralSecurityException;

    Common common();

    /** Whether this has a certificate to show. */
    boolean isIdentified();

    /** Whether the peer is asked for a certificate. */
    boolean asksForCertificate();

    /**
     * Whether the handshake of an engine has resumed a session. The JDK does not tell.
     *
     * @param openedAt when the engine was made
     */
    boolean hasResumed(SSLEngine engine, Date openedAt);

    /** The name that the client has sent; null if it has sent none. */
    @Nullable String serverName(SSLSession session);

    /** Names the peer in messages. */
    String peer(String address);

    /** A client that connects to a host, whose name is in its checked form. The first step of its engine makes keys. */
    record Client(TlsClientOptions options, String name, int port) implements Side {

        @Override
        public boolean isQuick() {
            return false;
        }

        @Override
        public SSLEngine open() throws GeneralSecurityException {
            return options.engines().open(name, port);
        }

        @Override
        public Common common() {
            return options.common();
        }

        @Override
        public boolean isIdentified() {
            return options.isIdentified();
        }

        @Override
        public boolean asksForCertificate() {
            return true;
        }

        @Override
        public boolean hasResumed(SSLEngine engine, Date openedAt) {
            return !options.engines().full().take(engine);
        }

        @Override
        public @Nullable String serverName(SSLSession session) {
            return HostNames.isAddress(name) ? null : name;
        }

        @Override
        public String peer(String address) {
            return "the server " + name + " at " + address;
        }
    }

    /** A server. */
    record Server(TlsServerOptions options) implements Side {

        @Override
        public boolean isQuick() {
            return options.engines().isReady();
        }

        @Override
        public SSLEngine open() throws GeneralSecurityException {
            return options.engines().open();
        }

        @Override
        public Common common() {
            return options.common();
        }

        @Override
        public boolean isIdentified() {
            return true;
        }

        @Override
        public boolean asksForCertificate() {
            return options.engines().askForCertificate();
        }

        /** A session that goes on is as old as its first handshake. */
        @Override
        public boolean hasResumed(SSLEngine engine, Date openedAt) {
            return engine.getSession().getCreationTime() < openedAt.getTime();
        }

        @Override
        public @Nullable String serverName(SSLSession session) {
            return IdentityKeys.requestedName(session);
        }

        @Override
        public String peer(String address) {
            return "the client at " + address;
        }
    }
}
