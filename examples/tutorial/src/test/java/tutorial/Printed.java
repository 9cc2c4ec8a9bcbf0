package tutorial;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs a program and keeps what it prints. */
public final class Printed {

    /** The main method of a program. */
    public interface Main {
        void run(String[] arguments) throws Exception;
    }

    private Printed() {}

    /** Returns what the program prints until its main method returns. */
    public static synchronized String by(Main main, String... arguments) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            main.run(arguments);
        } finally {
            System.setOut(before);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
