package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import io.nagare.net.socket.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * The options that clients and servers have in common. Immutable.
 *
 * @param versions the versions that are offered or taken, one at least
 * @param applicationProtocols what is offered by ALPN, the preferred one first; empty to do without
 * @param applicationProtocolRequired whether the connection fails if none was agreed on
 * @param handshakeLimit how long the handshake may take, above 0
 * @param weakAllowed whether weak keys and digests in certificates are taken
 */
record Common(
        Set<TlsVersion> versions,
        List<String> applicationProtocols,
        boolean applicationProtocolRequired,
        Duration handshakeLimit,
        boolean weakAllowed) {

    private static final int LONGEST_NAME = 255;

    static final Common DEFAULTS = new Common(
            Collections.unmodifiableSet(EnumSet.allOf(TlsVersion.class)), List.of(), true, Duration.ofSeconds(10),
            false);

    Common versions(TlsVersion[] those) {
        if (requireNonNull(those, "versions").length == 0) {
            throw new IllegalArgumentException("there must be one version of TLS at least");
        }
        for (TlsVersion version : those) {
            requireNonNull(version, "a version in versions");
        }
        Set<TlsVersion> set = Collections.unmodifiableSet(EnumSet.copyOf(Arrays.asList(those)));
        return new Common(set, applicationProtocols, applicationProtocolRequired, handshakeLimit, weakAllowed);
    }

    Common applicationProtocols(String[] names) {
        List<String> checked = new ArrayList<>();
        for (String name : requireNonNull(names, "names")) {
            requireNonNull(name, "application protocol");
            if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(c -> c > 0xFF)) {
                throw new IllegalArgumentException("an application protocol must have 1 to " + LONGEST_NAME
                        + " characters of Latin-1, but was '" + name + "'");
            }
            checked.add(name);
        }
        if (new LinkedHashSet<>(checked).size() < checked.size()) {
            throw new IllegalArgumentException("an application protocol is named twice: " + checked);
        }
        return new Common(
                versions, List.copyOf(checked), applicationProtocolRequired, handshakeLimit, weakAllowed);
    }

    Common withoutNeedOfApplicationProtocol() {
        return new Common(versions, applicationProtocols, false, handshakeLimit, weakAllowed);
    }

    Common handshakeLimit(Duration limit) {
        Durations.positive(limit, "limit", "a handshake limit");
        return new Common(versions, applicationProtocols, applicationProtocolRequired, limit, weakAllowed);
    }

    Common allowWeak() {
        return new Common(versions, applicationProtocols, applicationProtocolRequired, handshakeLimit, true);
    }

    /** Applies these to an engine. Cipher suites without forward secrecy are left out. */
    void apply(SSLEngine engine, SSLParameters parameters) {
        parameters.setProtocols(versions.stream().map(TlsVersion::standardName).toArray(String[]::new));
        parameters.setCipherSuites(Arrays.stream(engine.getEnabledCipherSuites())
                .filter(suite -> !suite.startsWith("TLS_RSA_") && !suite.startsWith("TLS_ECDH_"))
                .toArray(String[]::new));
        if (!applicationProtocols.isEmpty()) {
            parameters.setApplicationProtocols(applicationProtocols.toArray(String[]::new));
        }
    }
}
