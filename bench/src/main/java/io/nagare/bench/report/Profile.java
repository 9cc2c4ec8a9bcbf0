package io.nagare.bench.report;

import java.util.Locale;

/**
 * What has run in the same JVM before a stream is measured. In the report, the profile's name follows that of the work.
 */
enum Profile {
    CLEAN,
    POLLUTED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    String work(String benchmark) {
        return benchmark + ", " + label();
    }

    boolean has(String work) {
        return work.endsWith(", " + label());
    }
}
