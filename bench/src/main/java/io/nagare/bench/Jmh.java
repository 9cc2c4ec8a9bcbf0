package io.nagare.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.openjdk.jmh.Main;

/** The command {@code jmh}, which passes its arguments to JMH. */
final class Jmh {

    static final String USAGE =
            "jmh [OPTIONS] [REGEX]        as in JMH itself, for example: jmh -p library=nagare,rxjava -prof gc flatMap";

    private Jmh() {}

    static boolean run(List<String> arguments) {
        try {
            Main.main(arguments.toArray(String[]::new));
            return true;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
