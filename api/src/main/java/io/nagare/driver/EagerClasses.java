package io.nagare.driver;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads classes before they are needed. A class that is first asked for when there is no descriptor or memory to load
 * it with is missed at that place for good, and the classes that fail, abort and close are those that are asked for
 * then.
 *
 * <p>An archive stays open once a class has come out of it, so only its named classes are loaded. Of a directory, which
 * is opened for each class anew, all are: that is how programs are run while they are written.
 */
public final class EagerClasses {

    private static final String SUFFIX = ".class";

    private final Class<?> anchor;
    private final List<String> names;

    /** Set when all are loaded. Two threads that come at the same time may both load, which does no harm. */
    private volatile boolean loaded;

    /**
     * The classes of a module.
     *
     * @param anchor a class of the module
     * @param names the binary names of those that are loaded, and initialized, wherever they come from
     */
    public EagerClasses(Class<?> anchor, List<String> names) {
        this.anchor = anchor;
        this.names = names;
    }

    /**
     * Loads them unless that was done before; only those that are named are initialized. Never throws: a class that is
     * not there is found out where it is used. Any thread.
     */
    public void load() {
        if (loaded) {
            return;
        }
        for (String name : names) {
            load(name, true);
        }
        try {
            CodeSource source = anchor.getProtectionDomain().getCodeSource();
            URI location = source == null ? null : source.getLocation().toURI();
            if (location != null && "file".equals(location.getScheme()) && Files.isDirectory(Path.of(location))) {
                loadAll(Path.of(location));
            }
        } catch (Throwable refused) {
            // They are loaded one by one then, as they are needed.
        }
        loaded = true;
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
            // Found out again where it is used.
        }
    }
}
