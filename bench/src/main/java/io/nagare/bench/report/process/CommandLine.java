package io.nagare.bench.report.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Reads the values of a command's options. */
public final class CommandLine {

    private CommandLine() {}


    public static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.next();
    }


    public static Optional<Path> program(String option, String path, List<String> notices) {
        Path program = Path.of(path).toAbsolutePath();
        if (Files.isRegularFile(program) && Files.isExecutable(program)) {
            return Optional.of(program);
        }
        notices.add(option + ": " + path + " is no program that can be run");
        return Optional.empty();
    }
}
