package io.nagare.spring;

import io.nagare.net.Server;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a health endpoint tells of a server. Immutable.
 *
 * @param status a status of Spring Boot: {@code UP}; {@code OUT_OF_SERVICE} before the bean is started and after it is
 *     stopped; {@code DOWN} if the bean was not stopped and the server accepts no connections all the same
 * @param details what the server does, and where
 */
record ServerHealth(String status, Map<String, Object> details) {

    static final ServerHealth NOT_STARTED = new ServerHealth("OUT_OF_SERVICE", Map.of("state", "not started"));

    static ServerHealth ofStarted(Server server) {
        return server.isAccepting()
                ? new ServerHealth("UP", details("accepting", server))
                : new ServerHealth("DOWN", details("no longer accepting", server));
    }

    static ServerHealth ofStopped(Server server) {
        int connections = server.connections();
        return new ServerHealth("OUT_OF_SERVICE", details(connections > 0 ? "draining" : "stopped", server));
    }

    private static Map<String, Object> details(String state, Server server) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", state);
        details.put("address", describe(server.localAddress()));
        details.put("connections", server.connections());
        return details;
    }

    private static String describe(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return address.toString();
        }
        String host = inet.getHostString();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
}
