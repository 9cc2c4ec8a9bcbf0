package io.nagare.process;

import io.nagare.driver.DiskPath;
import java.io.File;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a standard stream of a child leads. Immutable. */
public final class ChildStream {

    private enum Kind {
        PIPED,
        INHERITED,
        DISCARDED,
        READ,
        WRITTEN,
        APPENDED
    }

    private static final ChildStream PIPE = new ChildStream(Kind.PIPED, null);
    private static final ChildStream INHERIT = new ChildStream(Kind.INHERITED, null);
    private static final ChildStream DISCARD = new ChildStream(Kind.DISCARDED, null);

    /** An empty file that can be read. */
    private static final Path NOTHING = Path.of(ChildProcess.ON_WINDOWS ? "NUL" : "/dev/null");

    private final Kind kind;
    private final @Nullable Path path;

    private ChildStream(Kind kind, @Nullable Path path) {
        this.kind = kind;
        this.path = path;
    }

    /** This process: {@link Child#stdin()}, {@link Child#stdout()} and {@link Child#stderr()}. */
    public static ChildStream piped() {
        return PIPE;
    }

    /** The same place as that of this process. */
    public static ChildStream inherited() {
        return INHERIT;
    }

    /** Nowhere: as input it is empty, as output it is dropped by the system. */
    public static ChildStream discarded() {
        return DISCARD;
    }

    /**
     * A file that is the child's input.
     *
     * @throws IllegalArgumentException if the file is in an archive or the like
     */
    public static ChildStream from(Path file) {
        return new ChildStream(Kind.READ, ChildPaths.check(file, "file"));
    }

    /**
     * A file that gets the child's output. It is made, or emptied, when the child is started.
     *
     * @throws IllegalArgumentException if the file is in an archive or the like
     */
    public static ChildStream to(Path file) {
        return new ChildStream(Kind.WRITTEN, ChildPaths.check(file, "file"));
    }

    /**
     * A file that gets the child's output behind what it has. It is made if it is not there.
     *
     * @throws IllegalArgumentException if the file is in an archive or the like
     */
    public static ChildStream appendedTo(Path file) {
        return new ChildStream(Kind.APPENDED, ChildPaths.check(file, "file"));
    }

    boolean isPiped() {
        return kind == Kind.PIPED;
    }

    /** Returns this if it can be an input. */
    ChildStream asInput() {
        if (kind == Kind.WRITTEN || kind == Kind.APPENDED) {
            throw new IllegalArgumentException("stdin cannot be " + this + ": use ChildStream.from(file)");
        }
        return this;
    }

    /** Returns this if it can be an output. */
    ChildStream asOutput(String name) {
        if (kind == Kind.READ) {
            throw new IllegalArgumentException(
                    name + " cannot be " + this + ": use ChildStream.to(file) or appendedTo(file)");
        }
        return this;
    }

    /** For the JDK. A pipe is the caller's. */
    Redirect redirect(boolean input) {
        return switch (kind) {
            case PIPED -> throw new IllegalStateException("a pipe is made for each child");
            case INHERITED -> Redirect.INHERIT;
            case DISCARDED -> input ? Redirect.from(NOTHING.toFile()) : Redirect.DISCARD;
            case READ -> Redirect.from(file());
            case WRITTEN -> Redirect.to(file());
            case APPENDED -> Redirect.appendTo(file());
        };
    }

    private File file() {
        return ChildPaths.ofSystem(Objects.requireNonNull(path));
    }

    /** Returns this as a program of a simulated host knows it. */
    ChildStream onHost() {
        return path == null ? this : new ChildStream(kind, DiskPath.program(path));
    }

    @Override
    public String toString() {
        return switch (kind) {
            case PIPED -> "piped";
            case INHERITED -> "inherited";
            case DISCARDED -> "discarded";
            case READ -> "read from " + path;
            case WRITTEN -> "written to " + path;
            case APPENDED -> "appended to " + path;
        };
    }
}
