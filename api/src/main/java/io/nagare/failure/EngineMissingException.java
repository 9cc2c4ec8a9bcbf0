package io.nagare.failure;

import java.util.List;

/**
 * The class path or module path has no engine, or more than one.
 *
 * @since 0.1
 */
public final class EngineMissingException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names the engines that were found. */
    public EngineMissingException(List<String> found) {
        super(found.isEmpty()
                ? "no engine was found: add nagare-engine to the class path or module path, "
                        + "or --add-modules io.nagare.engine to jlink"
                : "exactly one engine is needed, but these were found: " + String.join(", ", found));
    }
}
