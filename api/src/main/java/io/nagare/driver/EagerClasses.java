package io.nagare.driver;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Loads classes before they are needed. If a class is first needed when there is no descriptor or memory to load it
 * with, it is missing for good. The classes for failing, aborting and closing are needed just then.
 *
 * <p>In an archive, only the named classes are loaded: the archive stays open once a class has come out of it. In a
 * directory, which is opened anew for each class, all classes are loaded. Programs run from directories while they are
 * developed.
 *
 * @since 0.1
 */
public final class EagerClasses {

    private static final String SUFFIX = ".class";

    private final Class<?> anchor;
    private final List<String> names;

    /** Set when all are loaded. Two threads that come at the same time may both load, which does no harm. */
    private volatile boolean loaded;

    private final AtomicBoolean begunAside = new AtomicBoolean();

    /**
     * Names the classes of a module.
     *
     * @param anchor a class of the module
     * @param names the binary names of the classes that are loaded and initialized, wherever they come from
     */
    public EagerClasses(Class<?> anchor, List<String> names) {
        this.anchor = anchor;
        this.names = names;
    }

    /**
     * Loads the classes, unless that was done before. Initializes only the named ones. Never throws: a missing class is
     * found out where it is used. Any thread may call it.
     */
    public void load() {
        if (loaded) {
            return;
        }
        for (String name : names) {
            load(name, true);
        }
        try {
            Path directory = directory();
            if (directory != null) {
                loadAll(directory);
            }
        } catch (Throwable refused) {
            // Then they are loaded one by one, when they are needed.
        }
        loaded = true;
    }

    /** Loads the classes if they are in a directory, where loading them later may find no descriptor. Never throws. */
    public void loadFromDirectory() {
        try {
            if (!loaded && directory() != null) {
                load();
            }
        } catch (Throwable refused) {
            // As above.
        }
    }

    /** The directory in which the classes are; null if they are in an archive. */
    private @Nullable Path directory() throws URISyntaxException {
        CodeSource source = anchor.getProtectionDomain().getCodeSource();
        URI location = source == null ? null : source.getLocation().toURI();
        boolean isThere = location != null
                && "file".equals(location.getScheme())
                && Files.isDirectory(Path.of(location));
        return isThere ? Path.of(location) : null;
    }

    /**
     * Begins to {@link #load} the classes on a thread of its own, unless that was done before, and returns at once. A
     * program that starts does not wait for them, and what exhausts memory comes later. The calling thread loads them
     * if they are in a directory, or if the system gives no thread. Never throws. Any thread may call it.
     */
    public void loadAside() {
        loadFromDirectory();
        if (loaded || !begunAside.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread thread = new Thread(null, this::load, "nagare-classes", 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(anchor.getClassLoader());
            thread.start();
        } catch (Throwable refused) {
            load();
        }
    }

    private void loadAll(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(directory)) {
            files = walked.toList();
        }
        for (Path file : files) {
            String path = directory.relativize(file).toString();
            if (path.endsWith(SUFFIX) && !path.contains("-")) {
                String binary = path.substring(0, path.length() - SUFFIX.length());
                load(binary.replace(file.getFileSystem().getSeparator(), "."), false);
            }
        }
    }

    private void load(String name, boolean initialized) {
        try {
            Class.forName(name, initialized, anchor.getClassLoader());
        } catch (Throwable refused) {
            // The failure shows again where the class is used.
        }
    }
}
