package io.nagare.engine.scheduler;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceLoader;
import java.util.function.BiConsumer;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.NOPLoggerFactory;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * The default handler of failures that reach no subscriber. It logs them through SLF4J. If SLF4J has no provider, it
 * prints them to standard error, because SLF4J would drop them silently. A provider that drops messages was chosen on
 * purpose and is respected. Called on any thread.
 *
 * <p>SLF4J is first asked for at the first failure: looking for its provider takes long, and most programs have no such
 * failure, or use SLF4J anyway. If the first failure says that the JVM is short of something, it is printed. A search
 * for the provider that is broken off for want of memory could never be repeated.
 */
final class UnseenFailures implements BiConsumer<Throwable, String> {

    /** Whether SLF4J has logged a failure of this handler, so that it needs nothing new for the next. */
    private volatile boolean hasLogged;

    @Override
    public void accept(Throwable failure, String where) {
        if ((hasLogged || !(failure instanceof VirtualMachineError)) && hasProvider()) {
            hasLogged = true;
            LoggerFactory.getLogger(Schedulers.class)
                    .error("{} failed, and nobody can see it otherwise", where, failure);
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

    /** Makes one text, so that the lines of several threads do not mix. */
    private static String text(Throwable failure, String where) {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("nagare: " + where + " failed, and nobody can see it otherwise:");
        failure.printStackTrace(writer);
        writer.flush();
        return text.toString();
    }
}
