///usr/bin/env jbang "$0" "$@" ; exit $?
//JAVA 17+
//DEPS io.nagare:nagare-net:0.1.0-SNAPSHOT

import io.nagare.net.ServeOptions;
import io.nagare.net.Tcp;

/**
 * An echo server in one file, without a project. With the jars of {@code nagare-net} and what it depends on in a
 * folder:
 *
 * <pre>
 * java -cp "lib/*" Echo.java 7000
 * jbang Echo.java 7000
 * </pre>
 */
class Echo {

    public static void main(String[] arguments) {
        int port = arguments.length == 0 ? 7000 : Integer.parseInt(arguments[0]);
        ServeOptions options = ServeOptions.defaults()
                .onListening(server -> System.out.println("listening on " + server.port()));
        Tcp.serve("127.0.0.1", port, peer -> peer.writeAndEnd(peer.read()), options).block();
    }
}
