package io.nagare.spring;

import io.nagare.Nagare;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.ClassUtils;

/** An application of Spring Boot that was started on a free port, as users start theirs. */
final class Started implements AutoCloseable {

    static final Duration LIMIT = Duration.ofSeconds(20);

    private final ConfigurableApplicationContext context;

    private Started(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** With all auto-configuration that there is. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    static Started reactive(Class<?>... beans) {
        return new Started(builder(WebApplicationType.REACTIVE, beans)
                .initializers(onNetty())
                .run("--server.port=0"));
    }

    static Started servlet(Class<?>... beans) {
        return new Started(builder(WebApplicationType.SERVLET, beans).run("--server.port=0"));
    }

    private static SpringApplicationBuilder builder(WebApplicationType type, Class<?>... beans) {
        Class<?>[] sources = Stream.concat(Stream.of(Application.class), Stream.of(beans)).toArray(Class<?>[]::new);
        return new SpringApplicationBuilder(sources)
                .web(type)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties(
                        "nagare.workers=2",
                        "nagare.name=" + type.name().toLowerCase(Locale.ROOT),
                        "spring.jmx.enabled=false",
                        "spring.main.log-startup-info=false",
                        "spring.lifecycle.timeout-per-shutdown-phase=10s",
                        "management.endpoints.web.exposure.include=health",
                        "management.endpoint.health.show-details=always");
    }

    /** Tomcat is there for the tests of MVC, and would be taken for WebFlux, too. */
    private static ApplicationContextInitializer<GenericApplicationContext> onNetty() {
        ClassLoader loader = Started.class.getClassLoader();
        String ofBoot3 = "org.springframework.boot.web.embedded.netty.NettyReactiveWebServerFactory";
        String ofBoot4 = "org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory";
        Class<?> factory =
                ClassUtils.resolveClassName(ClassUtils.isPresent(ofBoot3, loader) ? ofBoot3 : ofBoot4, loader);
        return context -> context.registerBeanDefinition("netty", new RootBeanDefinition(factory));
    }

    int port() {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    WebTestClient client() {
        return WebTestClient.bindToServer()
                .baseUrl("http://localhost:" + port())
                .responseTimeout(LIMIT)
                .build();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    Nagare nagare() {
        return bean(Nagare.class);
    }

    @Override
    public void close() {
        context.close();
    }
}
