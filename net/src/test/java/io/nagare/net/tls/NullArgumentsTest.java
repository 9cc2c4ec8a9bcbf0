package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.codec.Codec;
import io.nagare.engine.NullCalls;
import io.nagare.net.ConnectOptions;
import io.nagare.net.Connection;
import io.nagare.net.ConnectionLimits;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ForwardProxy;
import io.nagare.net.ListenOptions;
import io.nagare.net.Resolver;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.net.fixture.TcpFixture;
import io.nagare.net.udp.Datagram;
import io.nagare.net.udp.Udp;
import io.nagare.net.udp.UdpOptions;
import io.nagare.net.udp.UdpSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Whatever takes no null says which argument was null. */
class NullArgumentsTest extends TcpFixture {

    private final Map<Class<?>, Object> samples = new HashMap<>();

    private void add(Object... all) {
        for (Object sample : all) {
            samples.put(sample.getClass(), sample);
        }
    }

    private void addSamples() throws Exception {
        TlsIdentity identity = VirtualWires.LOCAL.identity();
        add("127.0.0.1", new InetSocketAddress("127.0.0.1", 9), Duration.ofSeconds(1), Bytes.utf8("x"), new char[1]);
        add(ConnectOptions.defaults(), ConnectionOptions.defaults(), ConnectionLimits.none(), ListenOptions.defaults());
        add(ServeOptions.defaults(), ServeOptions.WhenFull.WAIT);
        add(ForwardProxy.http("a.test", 80), UdpOptions.defaults());
        add(TlsClientOptions.defaults(), VirtualWires.serverOptions(), identity, TlsCertificates.of(identity));
        add(TlsTrust.of(identity.chain()), new String[] {"h2"}, new TlsVersion[] {TlsVersion.TLS_1_3});
        add(new Datagram(Bytes.utf8("x"), new InetSocketAddress("127.0.0.1", 9)));
        add(NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress()));
        add(Connection.pair().first());
        samples.put(Nagare.class, nagare);
        samples.put(Path.class, Path.of("none"));
        samples.put(InetAddress.class, InetAddress.getByName("239.1.2.3"));
        samples.put(PrivateKey.class, identity.key());
        samples.put(Publisher.class, Many.empty());
        samples.put(Codec.class, Codec.lines());
        samples.put(Resolver.class, Resolver.system());
        samples.put(Map.class, Map.of("a.test", identity));
        samples.put(List.class, identity.chain());
        samples.put(java.util.Collection.class, identity.chain());
        samples.put(Function.class, (Function<Object, Publisher<?>>) connection -> Many.empty());
        samples.put(Consumer.class, (Consumer<Object>) any -> {});
    }

    @Test
    void nullArgumentsAreNamed() throws Exception {
        addSamples();
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> one : List.of(Tcp.class, Udp.class, TlsTrust.class)) {
            types.addAll(NullCalls.publicTypes(one));
        }
        types.remove(TlsHandshakes.class);
        assertTrue(types.contains(Connection.Pair.class), types::toString);
        NullCalls calls = new NullCalls(samples::get);
        try (Server server = nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, peer -> Many.empty()), LIMIT);
                UdpSocket socket = nagare.blockOn(Udp.bind("127.0.0.1", 0), LIMIT)) {
            add(server, socket);
            for (Class<?> type : types) {
                calls.call(type);
            }
            nagare.blockOn(server.drain(LIMIT), LIMIT);
        }
        assertEquals(List.of(), calls.faults());
        assertTrue(calls.calls() > 100, calls.calls() + " calls");
    }
}
