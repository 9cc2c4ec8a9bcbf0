package io.nagare.examples.spring;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.channel.Broadcast;
import io.nagare.net.Tcp;
import io.nagare.spring.ServerBean;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * A news room. What is posted goes to each browser that has the page open, to each {@code curl -N}, and to each {@code
 * nc}:
 *
 * <pre>{@code
 * java -jar examples/spring/target/nagare-examples-spring-0.1.0-SNAPSHOT.jar
 * curl -N localhost:8080/news
 * nc localhost 7000
 * curl -d 'it rains' -H 'Content-Type: text/plain' localhost:8080/news
 * }</pre>
 */
@SpringBootApplication(proxyBeanMethods = false)
public class NewsApplication {

    /** Starts the application. Ctrl-C ends it: streams are completed, and connections drained. */
    public static void main(String[] arguments) {
        SpringApplication.run(NewsApplication.class, arguments);
    }

    @Bean
    Broadcast<String> news() {
        return Broadcast.lagging(256);
    }

    /** The same news as lines over TCP. */
    @Bean
    ServerBean lines(Nagare runtime, Broadcast<String> news, @Value("${news.port:7000}") int port) {
        return ServerBean.of(
                runtime,
                Tcp.serveInBackground(
                        "127.0.0.1",
                        port,
                        peer -> peer.writeAndEnd(news.receiver()
                                .map(line -> Bytes.utf8(line + "\n"))
                                .takeUntil(peer.draining())
                                .takeUntil(peer.read().then()))));
    }
}
