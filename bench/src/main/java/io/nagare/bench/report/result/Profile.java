package io.nagare.bench.report.result;

import java.util.Locale;

/**
 * What has run in the same JVM before a stream is measured. In the report, the profile's name follows that of the work.
 */
public enum Profile {
    CLEAN,
    POLLUTED;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String work(String benchmark) {
        return benchmark + ", " + label();
    }

    public boolean has(String work) {
        return work.endsWith(", " + label());
    }
}
