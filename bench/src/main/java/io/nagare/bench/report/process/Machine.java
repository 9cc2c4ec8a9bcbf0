package io.nagare.bench.report.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Describes the machine and the programs of a measurement, as far as the system tells. */
public final class Machine {

    private static final Pattern TOKIO = Pattern.compile("tokio-(\\d+\\.\\d+\\.\\d+)/");

    private Machine() {}

    /** Returns facts by their names. */
    public static Map<String, String> describe(Yardsticks yardsticks, Cores cores) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(
                "CPU",
                field("/proc/cpuinfo", "model name") + ", cores: "
                        + Runtime.getRuntime().availableProcessors() + virtual());
        facts.put("Memory", memory(field("/proc/meminfo", "MemTotal")));
        facts.put(
                "System",
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
        facts.put("JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        facts.put("JVM options", String.join(" ", Jvm.options()) + ", the same for every JVM");
        facts.put("Cores", cores.describe());
        facts.put("Peers", peers());
        yardsticks.tokio().ifPresent(program -> facts.put("Tokio", tokio(program)));
        return facts;
    }

    private static String field(String file, String name) {
        try {
            for (String line : Files.readAllLines(Path.of(file))) {
                if (line.startsWith(name)) {
                    return line.substring(line.indexOf(':') + 1).strip();
                }
            }
        } catch (IOException noProc) {
            // not Linux
        }
        return "unknown";
    }

    private static String virtual() {
        return (" " + field("/proc/cpuinfo", "flags") + " ").contains(" hypervisor ") ? ", virtual machine" : "";
    }

    private static String memory(String kibibytes) {
        String digits = kibibytes.replaceAll("\\D", "");
        return digits.isEmpty() ? kibibytes : Math.round(Long.parseLong(digits) / 1024.0 / 1024.0) + " GiB";
    }

    /** Returns the versions of the peers, which the build writes into the manifest of the jar. */
    private static String peers() {
        try (var manifest = Machine.class.getResourceAsStream("/META-INF/MANIFEST.MF")) {
            String peers = manifest == null ? null : new Manifest(manifest).getMainAttributes().getValue("Peers");
            return peers == null ? "unknown, as this does not run from its jar" : peers;
        } catch (IOException failure) {
            return "unknown";
        }
    }

    /** Finds the version of Tokio. A Rust program contains the paths of its sources, for its messages. */
    private static String tokio(Path program) {
        try {
            Matcher matcher = TOKIO.matcher(Files.readString(program, StandardCharsets.ISO_8859_1));
            return matcher.find() ? matcher.group(1) : "of unknown version";
        } catch (IOException failure) {
            return "of unknown version";
        }
    }
}
