package io.nagare.examples;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of the command line.
 *
 * @param example the name of the example
 * @param options what was given for each option; those that the example needs are there
 */
record Arguments(String example, Map<String, String> options) {

    static final String USAGE =
            """
            usage: nagare-examples echo --port N [--workers N]
                   nagare-examples chat --port N [--nats URL] [--workers N]
                   nagare-examples file --port N --path FILE [--workers N]
                   nagare-examples proxy --port N --target HOST:PORT [--certificate FILE --key FILE] [--workers N]
                   nagare-examples tls --port N --certificate FILE --key FILE [--workers N]
                   nagare-examples tls --connect HOST:PORT [--trust FILE] [--workers N]
                   nagare-examples fetch [--at-once N] URL...
                   nagare-examples reactor|scope|queue|demo [--workers N]
            A port of 0 lets the system choose one.
            Certificates and keys are files in PEM. This makes some for trying out, which only --trust makes trusted:
            """
                    + "  " + Arguments.MAKE_CERTIFICATE;

    /** Makes a certificate for this machine, and its key. */
    static final String MAKE_CERTIFICATE = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
            + " -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1"
            + " -keyout key.pem -out certificate.pem";

    static final Set<String> EXAMPLES =
            Set.of("echo", "chat", "file", "proxy", "tls", "reactor", "scope", "queue", "demo");

    private static final Set<String> OPTIONS =
            Set.of(
            "--port", "--workers", "--path", "--target", "--connect", "--certificate", "--key", "--trust", "--nats");

    static Arguments parse(String[] args) {
        if (args.length == 0 || !EXAMPLES.contains(args[0])) {
            throw new IllegalArgumentException(
                    args.length == 0 ? "which example?" : "there is no example called " + args[0]);
        }
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            if (!OPTIONS.contains(args[i])) {
                throw new IllegalArgumentException("unknown option " + args[i]);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + " needs a value");
            }
            options.put(args[i], args[i + 1]);
        }
        Arguments parsed = new Arguments(args[0], Map.copyOf(options));
        parsed.check();
        return parsed;
    }

    private void check() {
        port();
        workers();
        for (String needed : needed()) {
            if (!has(needed)) {
                throw new IllegalArgumentException(example + " needs " + needed);
            }
        }
        for (String address : List.of("--target", "--connect")) {
            if (has(address)) {
                address(address);
            }
        }
        if (has("--certificate") != has("--key")) {
            throw new IllegalArgumentException("--certificate and --key need each other");
        }
    }

    private List<String> needed() {
        return switch (example) {
            case "file" -> List.of("--path");
            case "proxy" -> List.of("--target");
            case "tls" -> has("--connect") ? List.of() : List.of("--certificate", "--key");
            default -> List.of();
        };
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    /** 0 to let the system choose. */
    int port() {
        return number("--port", options.getOrDefault("--port", "0"), 0, 65_535);
    }

    int workers() {
        String processors = Integer.toString(Runtime.getRuntime().availableProcessors());
        return number("--workers", options.getOrDefault("--workers", processors), 1, 1024);
    }

    /** Where a nats-server is. */
    String nats() {
        return options.getOrDefault("--nats", "");
    }

    /** The file that was given for an option. */
    Path path(String option) {
        return Path.of(options.getOrDefault(option, ""));
    }

    /** The address that was given for an option. */
    Address address(String option) {
        String value = options.getOrDefault(option, "");
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(option + " must be HOST:PORT, but was " + value);
        }
        return new Address(
                value.substring(0, colon), number("the port of " + option, value.substring(colon + 1), 1, 65_535));
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // Refused below, as a number out of range is.
        }
        throw new IllegalArgumentException(option + " must be " + least + " to " + most + ", but was " + value);
    }
}
