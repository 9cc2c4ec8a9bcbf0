package io.nagare.process;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.process.fixture.Jvm;
import io.nagare.process.fixture.Shell;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Characters that the locale of the JVM does not have: a child would get question marks. */
class NativeTextTest {

    private static final String BEYOND = "b\u00F6\uD83D\uDE00";

    /** Says what is refused, or what a child has got. */
    static final class InItsLocale {

        public static void main(String[] arguments) {
            say(() -> Command.of("printf", "%s", BEYOND));
            say(() -> Command.of("b\u00F6se"));
            say(() -> Command.of("printf").argument("%s").argument("a\uD83D\uDE00"));
            say(() -> Command.of("sh", "-c", "printf %s \"$NAME\"").environment("NAME", BEYOND));
            say(() -> Command.of("printf", "named").environment("b\u00F6", "value"));
            say(() -> Command.of("printf", "plain"));
        }

        private static void say(Supplier<Command> command) {
            String said;
            try {
                // A program that is not there is no matter here.
                said = command.get().output().map(CommandOutput::text).onErrorResume(missing -> One.empty()).block();
            } catch (IllegalArgumentException refused) {
                said = refused.getMessage();
            }
            StandardStreams.print(said == null ? "" : said).block();
        }
    }

    private static List<String> saidIn(String locale) {
        assumeFalse(ChildProcess.ON_WINDOWS, "Windows passes all characters");
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            CommandOutput output = nagare.blockOn(
                    Jvm.command(InItsLocale.class).environment("LC_ALL", locale).output());
            Shell.assertNoChildren();
            return output.orFail().text().lines().toList();
        }
    }

    private static void assertRefuses(String what, String where, String said) {
        assertTrue(said.startsWith(what + " has the character "), said);
        assertTrue(said.contains(where + ", which the charset of this JVM, US-ASCII, cannot encode"), said);
        assertTrue(said.endsWith("Start the JVM in a UTF-8 locale, with LC_ALL=C.UTF-8 for instance"), said);
    }

    @Test
    void whatALocaleWithoutThemWouldChangeIsRefused() {
        List<String> said = saidIn("C");
        assertRefuses("argument 2", "(U+00F6) at 1", said.get(0));
        assertRefuses("the program", "(U+00F6) at 1", said.get(1));
        assertRefuses("argument 2", "(U+1F600) at 1", said.get(2));
        assertRefuses("the value of the variable NAME", "(U+00F6) at 1", said.get(3));
        assertRefuses("the name of a variable", "(U+00F6) at 1", said.get(4));
        assertEquals("plain", said.get(5));
    }

    @Test
    void aLocaleWithUtf8PassesThem() {
        assertEquals(List.of(BEYOND, "", "a\uD83D\uDE00", BEYOND, "named", "plain"), saidIn("C.UTF-8"));
    }

    @Test
    void eachCharsetHasItsOwn() {
        NativeText latin = new NativeText(StandardCharsets.ISO_8859_1);
        assertDoesNotThrow(() -> latin.require("argument 1", "b\u00F6se"));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> latin.require("argument 1", "10 \u20AC"));
        assertTrue(refused.getMessage().startsWith("argument 1 has the character \u20AC (U+20AC) at 3"));
        assertDoesNotThrow(() -> new NativeText(null).require("argument 1", BEYOND));
        // Half of a character is none, in any charset.
        assertThrows(
                IllegalArgumentException.class,
                () -> new NativeText(StandardCharsets.UTF_8).require("argument 1", "\uD83D"));
    }
}
