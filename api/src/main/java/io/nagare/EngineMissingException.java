package io.nagare;

import java.util.List;

/**
 * There is not exactly one engine on the class path or module path.
 *
 * @since 0.1
 */
public final class EngineMissingException extends NagareException {

    private static final long serialVersionUID = 1L;

    /** Names what was found instead. */
    public EngineMissingException(List<String> found) {
        super(found.isEmpty()
                ? "no engine was found: add nagare-impl to the class path or module path, "
                        + "or --add-modules io.nagare.engine to jlink"
                : "exactly one engine is needed, but these were found: " + String.join(", ", found));
    }
}
