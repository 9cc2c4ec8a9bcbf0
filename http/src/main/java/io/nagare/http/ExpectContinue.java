package io.nagare.http;

import java.lang.Runtime.Version;
import org.jspecify.annotations.Nullable;

/** Says whether the JDK's client can ask a server before it sends a body. Stateless; called on any thread. */
final class ExpectContinue {

    /** From this on the client reads a refusal (JDK-8286171). */
    private static final int MENDED = 20;

    private static final int LONG_TERM = 17;

    /** The update of JDK 17 that has the same. */
    private static final Version MENDED_UPDATE = Version.parse("17.0.17");

    private ExpectContinue() {}

    /** Throws if the running JDK cannot do it. */
    static void check() {
        String why = refusal(Runtime.version());
        if (why != null) {
            throw new UnsupportedOperationException(why);
        }
    }

    /** Returns why that JDK cannot do it; null if it can. */
    static @Nullable String refusal(Version jdk) {
        boolean mended = jdk.feature() == LONG_TERM
                ? jdk.compareToIgnoreOptional(MENDED_UPDATE) >= 0
                : jdk.feature() >= MENDED;
        return mended
                ? null
                : "expectContinue() needs JDK 17.0.17 or a later 17, or JDK 20 or later, but this is JDK "
                        + number(jdk)
                        + ", whose client never reads the answer of a server that refuses (JDK-8286171)";
    }

    private static String number(Version jdk) {
        return jdk.feature() + (jdk.interim() + jdk.update() == 0 ? "" : "." + jdk.interim() + "." + jdk.update());
    }
}
