package io.nagare.spring;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootVersion;

/** Says early which Spring Boot is needed. Stateless. */
final class BootVersion {

    private static final int MAJOR = 3;
    private static final int MINOR = 5;

    private BootVersion() {}

    /** @throws IllegalStateException if the Spring Boot on the class path is too old */
    static void check() {
        check(SpringBootVersion.getVersion());
    }

    /** Lets a version pass that it cannot read. */
    static void check(@Nullable String version) {
        if (version == null) {
            return;
        }
        String[] parts = version.split("[.-]", 3);
        if (parts.length < 2 || !isNumber(parts[0]) || !isNumber(parts[1])) {
            return;
        }
        int major = Integer.parseInt(parts[0]);
        if (major < MAJOR || (major == MAJOR && Integer.parseInt(parts[1]) < MINOR)) {
            throw new IllegalStateException("nagare-spring-boot needs Spring Boot " + MAJOR + "." + MINOR
                    + " or newer, but found " + version);
        }
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 9 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
