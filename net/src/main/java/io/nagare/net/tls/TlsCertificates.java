package io.nagare.net.tls;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identities of a server. A client names the host that it wants (SNI), and gets the identity for that name, or else
 * the default one. They can be replaced while the server runs. Used by any thread.
 *
 * <pre>{@code
 * TlsCertificates certificates = TlsCertificates.of(TlsIdentity.fromFiles(chain, key));
 * ...
 * certificates.replace(TlsIdentity.fromFiles(chain, key)); // after a renewal
 * }</pre>
 *
 * <p>A handshake that begins after a replacement uses the new identities. Sessions that the old ones began are not
 * resumed. Connections that are open go on.
 */
public final class TlsCertificates {

    /** The identities at one time, immutable. */
    record Selection(TlsIdentity byDefault, Map<String, TlsIdentity> byName) {

        /** Returns the identity for a name in the form of {@link HostNames#requested}; null is no name. */
        TlsIdentity find(@Nullable String name) {
            if (name == null || byName.isEmpty()) {
                return byDefault;
            }
            TlsIdentity exact = byName.get(name);
            if (exact != null) {
                return exact;
            }
            int dot = name.indexOf('.');
            TlsIdentity wild = dot < 0 ? null : byName.get("*" + name.substring(dot));
            return wild == null ? byDefault : wild;
        }
    }

    private volatile Selection current;

    private TlsCertificates(Selection current) {
        this.current = current;
    }

    /** One identity for all names. */
    public static TlsCertificates of(TlsIdentity byDefault) {
        return of(byDefault, Map.of());
    }

    /**
     * An identity for each name, and one for other names and for clients that send none.
     *
     * @param byName names such as {@code example.com}, or {@code *.example.com} for any one label in place of the star
     * @throws IllegalArgumentException if a name is malformed
     */
    public static TlsCertificates of(TlsIdentity byDefault, Map<String, TlsIdentity> byName) {
        return new TlsCertificates(selection(byDefault, byName));
    }

    /** Replaces all identities by one for all names, for handshakes that begin from now on. */
    public void replace(TlsIdentity byDefault) {
        replace(byDefault, Map.of());
    }

    /**
     * Replaces all identities at once, for handshakes that begin from now on.
     *
     * @throws IllegalArgumentException if a name is malformed; nothing is replaced then
     */
    public void replace(TlsIdentity byDefault, Map<String, TlsIdentity> byName) {
        current = selection(byDefault, byName);
    }

    /** Returns the identity that a client gets which asks for a name. A dot at its end makes no difference. */
    public TlsIdentity find(String name) {
        return current.find(HostNames.requested(requireNonNull(name, "name")));
    }

    Selection current() {
        return current;
    }

    private static Selection selection(TlsIdentity byDefault, Map<String, TlsIdentity> byName) {
        requireNonNull(byDefault, "byDefault");
        requireNonNull(byName, "byName");
        Map<String, TlsIdentity> checked = new LinkedHashMap<>();
        byName.forEach((name, identity) -> {
            requireNonNull(name, "a name in byName");
            requireNonNull(identity, () -> "the identity for " + name);
            if (checked.put(HostNames.checkedPattern(name), identity) != null) {
                throw new IllegalArgumentException("there are two identities for the name " + name);
            }
        });
        return new Selection(byDefault, Map.copyOf(checked));
    }

    @Override
    public String toString() {
        Selection now = current;
        return "TlsCertificates[" + now.byDefault + (now.byName.isEmpty() ? "" : ", " + now.byName) + "]";
    }
}
