package io.nagare.driver;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.SelectableChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts children in place of the system. A simulated host has one: its children are programs of that host.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ChildStarter {

    /**
     * What a child is started with.
     *
     * @param words the program and its arguments
     * @param directory where it starts; null for that of the process that starts it
     * @param emptyEnvironment whether it has no variable of the process that starts it
     * @param environment what is set, or removed if the value is null
     * @param stdin where its input comes from
     * @param stdout where its output goes
     * @param stderr where its error output goes; null if that is where the output goes
     */
    record Start(
            List<String> words,
            @Nullable Path directory,
            boolean emptyEnvironment,
            Map<String, @Nullable String> environment,
            Stream stdin,
            Stream stdout,
            @Nullable Stream stderr) {

        /** Returns the program. */
        public String program() {
            return words.get(0);
        }
    }

    /**
     * Where a standard stream of a child leads.
     *
     * @param redirect as for the JDK's builder of processes
     * @param pipe for {@link Redirect#PIPE}: the child's end of a pipe that {@link Driver#channels} has opened. The
     *     child gets an end of its own, so the caller closes this one after the start.
     */
    record Stream(Redirect redirect, @Nullable SelectableChannel pipe) {}

    /**
     * Starts a child. Called on a thread that may block.
     *
     * @return the child, without streams of its own: they are those of the start
     * @throws IOException as {@link ProcessBuilder#start} does, with the system's error number in the message
     */
    Process start(Start start) throws IOException;
}
