package io.nagare.bench.report.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command line of a fresh JVM, with the same java binary, class path and options for all peers. */
public final class Jvm {

    private Jvm() {}

    public static boolean hasVirtualThreads() {
        return Runtime.version().feature() >= 21;
    }

    /** Whether a class is on the class path, and was not made for a newer JVM. It is not initialized. */
    public static boolean has(String name) {
        try {
            Class.forName(name, false, Jvm.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | UnsupportedClassVersionError missing) {
            return false;
        }
    }

    /**
     * The options for heap and collector of every measured JVM; the benchmarks under JMH have the same. The collector
     * is the JVM's default. The pages of the heap are there from the beginning, so that no peer is measured while the
     * kernel clears them.
     */
    static List<String> options() {
        List<String> options = new ArrayList<>(List.of("-Xms1g", "-Xmx1g", "-XX:+UseG1GC", "-XX:+AlwaysPreTouch"));
        // Netty asks its users for these options, for its native transports and its fast buffers.
        if (Runtime.version().feature() >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        return options;
    }

    public static List<String> command(Class<?> main, List<String> furtherOptions, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options());
        command.addAll(furtherOptions);
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        List<String> absolute = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            absolute.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, absolute);
    }
}
