package io.nagare.net.udp;

import io.nagare.driver.Driver;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** How many datagrams Linux has dropped for want of room, from its table of sockets. May block. */
final class KernelDrops {

    private static final int LOCAL_ADDRESS = 1;

    private KernelDrops() {}

    /** The count for the sockets of a port, or -1 if there is no such table or socket. */
    static long of(InetSocketAddress local, Driver driver) throws IOException {
        String port = String.format(Locale.ROOT, ":%04X", local.getPort());
        long sum = -1;
        for (String table : List.of("/proc/net/udp", "/proc/net/udp6")) {
            Path path = driver.path(Path.of(table));
            if (!Files.isReadable(path)) {
                continue;
            }
            for (String line : Files.readAllLines(path)) {
                String[] columns = line.trim().split("\\s+");
                if (columns.length > LOCAL_ADDRESS && columns[LOCAL_ADDRESS].endsWith(port)) {
                    sum = Math.max(0, sum) + Long.parseLong(columns[columns.length - 1]);
                }
            }
        }
        return sum;
    }
}
