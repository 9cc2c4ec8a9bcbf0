package io.nagare.bench;

import io.nagare.bench.growth.Growth;
import io.nagare.bench.idle.IdleMemory;
import io.nagare.bench.load.Load;
import io.nagare.bench.load.TlsLoad;
import io.nagare.bench.machines.Machines;
import io.nagare.bench.report.Report;
import io.nagare.bench.report.check.Check;
import io.nagare.bench.server.Servers;
import io.nagare.bench.simulation.SimulatedChat;
import io.nagare.bench.yard.Yard;
import java.util.List;

/** Starts the command that the first argument names. */
public final class Bench {

    private static final String USAGE = String.join(
            "\n",
            "usage: java -jar nagare-bench.jar COMMAND\n",
            Report.USAGE,
            Check.USAGE,
            Yard.USAGE,
            Jmh.USAGE,
            IdleMemory.USAGE,
            Servers.USAGE,
            Load.USAGE,
            TlsLoad.USAGE,
            Growth.USAGE,
            Machines.USAGE,
            SimulatedChat.USAGE);

    private Bench() {}

    /**
     * Exits with 0 after success, with 1 if nothing could be measured, and with 2 if the arguments were not understood.
     */
    public static void main(String[] args) {
        try {
            System.exit(run(List.of(args)) ? 0 : 1);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println(USAGE);
            System.exit(2);
        }
    }

    private static boolean run(List<String> arguments) {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("no command was given");
        }
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "report" -> Report.run(rest);
            case "check" -> Check.run(rest);
            case "yard" -> Yard.run(rest);
            case "jmh" -> Jmh.run(rest);
            case "idle" -> IdleMemory.run(rest);
            case "server" -> Servers.run(rest);
            case "growth" -> Growth.run(rest);
            case "machines" -> Machines.run(rest);
            case "simulate" -> SimulatedChat.run(rest);
            case "load" -> Load.run(rest);
            case "tls-load" -> TlsLoad.run(rest);
            case "burst" -> Load.runBurst(rest);
            default -> throw new IllegalArgumentException("there is no command named " + arguments.get(0));
        };
    }
}
