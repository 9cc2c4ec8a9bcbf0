package io.nagare.spring;

import io.nagare.net.ListenFailedException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.context.ApplicationContextException;

/** Says what to do when a server cannot listen and the application does not start for that reason. Stateless. */
final class ListenFailureAnalyzer extends AbstractFailureAnalyzer<ListenFailedException> {

    ListenFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ListenFailedException cause) {
        return new FailureAnalysis(description(rootFailure, cause), action(String.valueOf(cause.getMessage())), cause);
    }

    /** Spring's own exception has the name of the bean in its message. */
    private static String description(Throwable rootFailure, ListenFailedException cause) {
        return rootFailure instanceof ApplicationContextException
                ? rootFailure.getMessage() + ": " + cause.getMessage()
                : "A server could not be started: " + cause.getMessage();
    }

    /** The system's messages are all there is to tell the reasons apart. */
    static String action(String message) {
        if (message.contains("in use") || message.contains("another server")) {
            return message.startsWith("listen on /")
                    ? "Stop the server that listens there already. If there is none, remove the file, or give this"
                            + " server another path."
                    : "Stop the program that listens there already, or give this server another port.";
        }
        if (message.contains("Permission denied")) {
            return "Give this server a port of 1024 or above, or a path where it may write, or give the application"
                    + " the permission.";
        }
        if (message.contains("assign requested address")) {
            return "Give this server an address of this machine, or 0.0.0.0 for all of them.";
        }
        return "Give this server an address where it can listen.";
    }
}
