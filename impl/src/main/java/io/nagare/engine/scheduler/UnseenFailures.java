package io.nagare.engine.scheduler;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Where the failures of a runtime go that nobody can see otherwise, unless the runtime was given a handler: to SLF4J,
 * and to standard error if SLF4J has no provider, as it would drop them without a word. A provider that drops what it
 * is given was chosen by somebody, and is obeyed. Called on any thread.
 */
final class UnseenFailures implements BiConsumer<Throwable, String> {

    private static final Logger LOG = LoggerFactory.getLogger(Schedulers.class);

    @Override
    public void accept(Throwable failure, String where) {
        if (hasProvider()) {
            LOG.error("{} failed, and nobody can see it otherwise", where, failure);
        } else {
            System.err.print(text(failure, where));
        }
    }

    private static boolean hasProvider() {
        if (!(LoggerFactory.getILoggerFactory() instanceof NOPLoggerFactory)) {
            return true;
        }
        try {
            return ServiceLoader.load(SLF4JServiceProvider.class, LoggerFactory.class.getClassLoader()).stream()
                    .findAny()
                    .isPresent();
        } catch (Throwable broken) {
            return false;
        }
    }

    /** One text, so that those of several threads do not mix. */
    private static String text(Throwable failure, String where) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("nagare: " + where + " failed, and nobody can see it otherwise:");
        failure.printStackTrace(writer);
        writer.flush();
        return text.toString();
    }
}
