package io.nagare.net.tls;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import javax.net.ssl.SSLEngine;

/**
 * Remembers which engines of clients have looked at a certificate. The others have resumed a session, which the JDK
 * does not tell in another way. Used by any thread. Does not keep an engine alive.
 */
final class FullHandshakes {

    private final Set<SSLEngine> engines = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    void note(SSLEngine engine) {
        engines.add(engine);
    }

    /** Whether the engine was noted. It is forgotten. */
    boolean take(SSLEngine engine) {
        return engines.remove(engine);
    }
}
