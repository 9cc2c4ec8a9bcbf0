package io.nagare.bench.server;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.parsetools.RecordParser;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Servers on Vert.x, on its native transport where there is one, with a verticle for each event loop. */
final class VertxStack implements Stack {

    private final Vertx vertx;
    private final int workers;

    VertxStack(int workers) {
        this.workers = workers;
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(workers).setPreferNativeTransport(true));
    }

    @Override
    public void echo(int port) throws Exception {
        serve(port, peer -> peer.pipeTo(peer));
    }

    @Override
    public void chat(int port) throws Exception {
        Set<NetSocket> room = ConcurrentHashMap.newKeySet();
        serve(port, peer -> {
            room.add(peer);
            peer.closeHandler(end -> room.remove(peer));
            peer.handler(RecordParser.newDelimited("\n", text -> {
                Buffer line = text.appendByte((byte) '\n');
                for (NetSocket member : room) {
                    if (!member.writeQueueFull()) {
                        member.write(line);
                    }
                }
            }));
        });
    }

    @Override
    public void file(int port, Path path) throws Exception {
        serve(port, peer -> peer.sendFile(path.toString()).onComplete(end -> peer.close()));
    }

    @Override
    public void proxy(int port, int target) throws Exception {
        NetClient client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
        serve(port, front -> {
            front.pause();
            client.connect(target, "127.0.0.1")
                    .onFailure(refused -> front.close())
                    .onSuccess(back -> {
                        back.exceptionHandler(reset -> {});
                        front.pipeTo(back);
                        back.pipeTo(front);
                    });
        });
    }

    private void serve(int port, Handler<NetSocket> connection) throws Exception {
        vertx.deployVerticle(() -> new Listening(port, connection), new DeploymentOptions().setInstances(workers))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    /** One of several verticles that share the port. */
    private static final class Listening extends AbstractVerticle {

        private final int port;
        private final Handler<NetSocket> connection;

        Listening(int port, Handler<NetSocket> connection) {
            this.port = port;
            this.connection = connection;
        }

        @Override
        public void start(Promise<Void> started) {
            vertx.createNetServer(new NetServerOptions().setTcpNoDelay(true).setAcceptBacklog(BACKLOG))
                    .connectHandler(peer -> {
                        peer.exceptionHandler(reset -> {});
                        connection.handle(peer);
                    })
                    .listen(port, "127.0.0.1")
                    .<Void>mapEmpty()
                    .onComplete(started);
        }
    }
}
