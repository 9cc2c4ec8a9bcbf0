package io.nagare.net;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.channel.Broadcast;
import io.nagare.jmx.RuntimeBeans;
import io.nagare.policy.Lag;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A broadcast and an echo, in a JVM that lacks what is only for diagnosis. */
public final class BareProgram {

    private BareProgram() {}

    public static void main(String[] arguments) {
        for (String module : List.of("jdk.jfr", "java.management")) {
            System.out.println(module + " " + ModuleLayer.boot().findModule(module).isPresent());
        }
        try (Nagare nagare = Nagare.multiThread().workers(2).name("bare").start()) {
            Broadcast<Integer> room = Broadcast.lagging(4);
            AtomicLong missed = new AtomicLong();
            Task<Long> hearing = nagare.spawn(room.receiver(Lag.skip(missed::addAndGet)).count());
            while (room.subscribers() == 0) {
                Thread.onSpinWait();
            }
            for (int i = 0; i < 100; i++) {
                room.send(i);
            }
            room.close();
            System.out.println("heard " + (hearing.join() + missed.get()));
            Server server = nagare.blockOn(
                    Tcp.serveInBackground("127.0.0.1", 0, peer -> peer.writeAndEnd(peer.read())));
            Bytes answer = nagare.blockOn(Tcp.connecting(
                            "127.0.0.1",
                            server.port(),
                            peer -> peer.writeAndEnd(Bytes.utf8("echo")).thenMany(peer.read()))
                    .reduce(Bytes.empty(), Bytes::concat));
            System.out.println(answer.utf8());
            try {
                RuntimeBeans.register(nagare);
                System.out.println("registered");
            } catch (IllegalStateException absent) {
                System.out.println(absent.getMessage());
            }
        }
    }
}
