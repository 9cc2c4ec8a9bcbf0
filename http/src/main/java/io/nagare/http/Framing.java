package io.nagare.http;

import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a head that the JDK's client takes. Stateless; called on any thread. */
final class Framing {

    private static final int FIRST_FINAL_STATUS = 200;

    private Framing() {}

    /** Returns what is wrong; null if nothing is. */
    static @Nullable String wrong(HttpResponse.ResponseInfo head) {
        if (head.statusCode() < FIRST_FINAL_STATUS) {
            return "the JDK's client takes the interim response " + head.statusCode() + " for the last one";
        }
        return null;
    }
}
