package io.nagare.mutiny;

import org.jspecify.annotations.Nullable;

/** Looks whether the Mutiny on the path is new enough. Stateless. */
final class Requirement {

    private Requirement() {}

    /**
     * Looks at Mutiny's context: that of older versions takes strings as keys, and no task local.
     *
     * @throws IllegalStateException if Mutiny is too old
     */
    static void check(Class<?> context) {
        try {
            context.getMethod("put", Object.class, Object.class);
        } catch (NoSuchMethodException old) {
            throw new IllegalStateException("nagare-mutiny needs Mutiny 3.3 or newer; " + found(context), old);
        }
    }

    private static String found(Class<?> context) {
        @Nullable Package origin = context.getPackage();
        String version = origin == null ? null : origin.getImplementationVersion();
        return version == null ? "that on the path is older" : "that on the path is " + version;
    }
}
