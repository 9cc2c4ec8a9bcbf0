package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.ByteStream;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ReactiveTypeDescriptor;
import org.springframework.http.codec.CodecConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is made when, and from which properties. */
class AutoConfigurationTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    NagareAutoConfiguration.class,
                    NagareCodecAutoConfiguration.class,
                    NagareHealthAutoConfiguration.class,
                    NagareLifecycleAutoConfiguration.class,
                    NagareMvcAutoConfiguration.class));

    @Test
    void theRuntimeHasThePropertiesAndIsClosedWithTheContext() {
        Nagare[] seen = new Nagare[1];
        runner.withPropertyValues("nagare.workers=3", "nagare.name=orders").run(context -> {
            seen[0] = context.getBean(Nagare.class);
            assertEquals(3, seen[0].metrics().workers().size());
            assertEquals("Nagare[orders]", seen[0].toString());
            assertEquals(seen[0], Nagare.current(), "it is the default one");
        });
        assertTrue(seen[0].driver().isClosed());
        assertFalse(seen[0].equals(Nagare.current()));
    }

    @Test
    void aWorkerMayCloseTheContext() throws InterruptedException {
        try (Nagare other = Nagare.multiThread().workers(1).name("other").start()) {
            for (boolean own : new boolean[] {true, false}) {
                runner.withPropertyValues("nagare.name=own").run(context -> {
                    Nagare runtime = context.getBean(Nagare.class);
                    // The task itself may be cancelled, since its runtime is closed under it.
                    CountDownLatch closed = new CountDownLatch(1);
                    (own ? runtime : other).spawn(One.fromRunnable(() -> {
                        context.close();
                        closed.countDown();
                    }));
                    assertTrue(closed.await(20, TimeUnit.SECONDS));
                });
                while (Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().startsWith("own-"))) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    @Test
    void aBlankNameIsRefused() {
        runner.withPropertyValues("nagare.name= ").run(context -> {
            Throwable failure = Objects.requireNonNull(context.getStartupFailure());
            while (failure.getCause() != null) {
                failure = failure.getCause();
            }
            assertEquals("name must not be blank", failure.getMessage());
        });
    }

    @Test
    void theRuntimeNeedNotBeTheDefault() {
        runner.withPropertyValues("nagare.default-runtime=false")
                .run(context -> assertFalse(context.getBean(Nagare.class).equals(Nagare.current())));
    }

    @Test
    void aPropertyOutOfRangeIsNamed() {
        runner.withPropertyValues("nagare.workers=0").run(context -> {
            Throwable failure = context.getStartupFailure();
            StringBuilder all = new StringBuilder();
            for (Throwable t = failure; t != null; t = t.getCause()) {
                all.append(t.getMessage()).append('\n');
            }
            assertTrue(all.toString().contains("'nagare'"), all::toString);
            assertTrue(all.toString().contains("workers must be 1 to 1024, but was 0"), all::toString);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRuntime {
        @Bean
        Nagare mine() {
            return Nagare.multiThread().workers(1).name("mine").start();
        }
    }

    @Test
    void aRuntimeOfTheUserTakesItsPlace() {
        runner.withUserConfiguration(OwnRuntime.class).run(context -> {
            assertEquals("Nagare[mine]", context.getBean(Nagare.class).toString());
            assertEquals("Nagare[mine]", Nagare.current().toString());
            assertNotNull(context.getBean(RuntimeLifecycle.class));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class TwoRuntimes {
        @Bean
        Nagare one() {
            return Nagare.multiThread().workers(1).name("one").start();
        }

        @Bean
        Nagare other() {
            return Nagare.multiThread().workers(1).name("other").start();
        }
    }

    @Test
    void twoRuntimesWithoutAPrimaryAreLeftToTheUser() {
        runner.withUserConfiguration(TwoRuntimes.class).run(context -> {
            assertNull(context.getStartupFailure());
            assertTrue(context.getBeansOfType(RuntimeLifecycle.class).isEmpty());
            assertFalse(context.containsBean("nagareHealthIndicator"));
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnRegistry {
        @Bean
        ReactiveAdapterRegistry fresh() {
            return new ReactiveAdapterRegistry();
        }
    }

    @Test
    void everyRegistryKnowsTheTypes() {
        runner.withUserConfiguration(OwnRegistry.class).run(context -> {
            ReactiveAdapterRegistry fresh = context.getBean(ReactiveAdapterRegistry.class);
            for (ReactiveAdapterRegistry registry : List.of(ReactiveAdapterRegistry.getSharedInstance(), fresh)) {
                assertSame(One.class, registry.getAdapter(One.class).getReactiveType());
                assertFalse(registry.getAdapter(One.class, One.just(1)).isMultiValue(), "by instance");
                assertFalse(registry.getAdapter(null, One.just(1)).isMultiValue());
                assertTrue(registry.getAdapter(Many.class, Many.just(1)).isMultiValue());
                assertTrue(registry.getAdapter(Flux.class).isMultiValue());
                assertFalse(registry.getAdapter(Mono.class).isMultiValue());
                assertTrue(registry.hasAdapters());
                assertNull(registry.getAdapter(String.class));
            }
            assertNull(fresh.getAdapter(ByteStream.class), "a body as a whole");
            assertSame(
                    ByteStream.class,
                    ReactiveAdapterRegistry.getSharedInstance()
                            .getAdapter(ByteStream.class)
                            .getReactiveType());
        });
    }

    @Test
    void adaptersGoBothWays() {
        runner.run(context -> {
            ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
            ReactiveAdapter one = registry.getAdapter(One.class);
            assertEquals(1, ((One<?>) one.fromPublisher(Flux.just(1, 2))).block());
            assertEquals(1, Mono.from(one.toPublisher(One.just(1))).block());
            assertNull(((One<?>) one.getDescriptor().getEmptyValue()).block());
            ReactiveAdapter many = registry.getAdapter(Many.class);
            assertEquals(2, ((Many<?>) many.fromPublisher(Flux.just(1, 2))).count().block());
            assertEquals(0, ((Many<?>) many.getDescriptor().getEmptyValue()).count().block());
            ReactiveAdapter bytes = registry.getAdapter(ByteStream.class);
            assertEquals(0, ((ByteStream) bytes.fromPublisher(Flux.empty())).count().block());
            assertEquals(0, ((ByteStream) bytes.getDescriptor().getEmptyValue()).count().block());
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class RegistryOfTheUser {
        @Bean
        ReactiveAdapterRegistry users() {
            ReactiveAdapterRegistry registry = new ReactiveAdapterRegistry();
            registry.registerReactiveTypeOverride(
                    ReactiveTypeDescriptor.singleRequiredValue(One.class),
                    one -> Mono.just("the user's"),
                    publisher -> One.just("the user's"));
            registry.registerReactiveTypeOverride(
                    ReactiveTypeDescriptor.multiValue(ByteStream.class, Many::empty),
                    bytes -> Flux.empty(),
                    publisher -> Many.empty());
            return registry;
        }
    }

    @Test
    void whatARegistryKnowsIsLeftAsTheUserWantsIt() {
        runner.withUserConfiguration(RegistryOfTheUser.class).run(context -> {
            ReactiveAdapterRegistry registry = context.getBean(ReactiveAdapterRegistry.class);
            assertFalse(registry.getAdapter(One.class).supportsEmpty());
            assertEquals("the user's", Mono.from(registry.getAdapter(One.class).toPublisher(One.just(1))).block());
            assertSame(ByteStream.class, registry.getAdapter(ByteStream.class).getReactiveType());
            assertSame(Many.class, registry.getAdapter(Many.class).getReactiveType());
        });
    }

    @Test
    void aContextThatIsStartedTwiceRegistersOnce() {
        ReactiveAdapterRegistry shared = ReactiveAdapterRegistry.getSharedInstance();
        StreamTypes.register(shared);
        ReactiveAdapter before = shared.getAdapter(One.class);
        runner.run(context -> assertSame(before, shared.getAdapter(One.class)));
    }

    @Test
    void nothingButSpringBootItselfIsNeeded() {
        runner.withClassLoader(new FilteredClassLoader(
                        "org.springframework.http",
                        "org.springframework.web",
                        "org.springframework.boot.actuate",
                        "org.springframework.boot.health",
                        "org.springframework.boot.http.codec",
                        "io.nagare.net"))
                .run(context -> {
                    assertNull(context.getStartupFailure());
                    assertNotNull(context.getBean(Nagare.class));
                    assertFalse(context.containsBean("nagareCodecs"));
                    assertFalse(context.containsBean("nagareHealthIndicator"));
                });
        assertNotNull(CodecConfigurer.class);
        assertNotNull(RequestMappingHandlerAdapter.class);
    }

    @Test
    void theHealthIndicatorCanBeTurnedOff() {
        runner.run(context -> assertTrue(context.containsBean("nagareHealthIndicator")));
        runner.withPropertyValues("management.health.nagare.enabled=false")
                .run(context -> assertFalse(context.containsBean("nagareHealthIndicator")));
    }

    @Test
    void anOldSpringBootIsRefusedByName() {
        for (String old : List.of("3.4.13", "3.0.0-RC1", "2.7.18")) {
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, () -> BootVersion.check(old));
            assertEquals("nagare-spring-boot needs Spring Boot 3.5 or newer, but found " + old, refused.getMessage());
        }
        for (String good : List.of("3.5.0", "3.5.7", "3.10.0", "4.0.0-SNAPSHOT", "10.1", "unknown")) {
            BootVersion.check(good);
        }
        BootVersion.check(null);
        BootVersion.check();
    }

    @Test
    void anIdeFindsEachPropertyWithItsDescription() throws Exception {
        try (InputStream metadata =
                NagareProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            String text = new String(metadata.readAllBytes(), StandardCharsets.UTF_8);
            for (String name : List.of(
                    "workers",
                    "name",
                    "max-blocking-threads",
                    "blocking-queue",
                    "blocking-keep-alive",
                    "default-runtime",
                    "drain-limit")) {
                assertTrue(text.contains("\"nagare." + name + "\""), name);
            }
            assertEquals(NagareProperties.class.getRecordComponents().length, text.split("\"description\"").length - 1);
        }
    }
}
