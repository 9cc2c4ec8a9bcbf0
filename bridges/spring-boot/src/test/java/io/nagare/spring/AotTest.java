package io.nagare.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Nagare;
import io.nagare.One;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

/** Spring's processing ahead of time: what it generates compiles, and the context that it makes does the same. */
class AotTest {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        LifecycleAutoConfiguration.class,
        NagareAutoConfiguration.class,
        NagareCodecAutoConfiguration.class,
        NagareHealthAutoConfiguration.class,
        NagareLifecycleAutoConfiguration.class
    })
    static class Application {}

    private static void set(GenericApplicationContext context) {
        TestPropertyValues.of("nagare.workers=1", "nagare.name=early").applyTo(context);
    }

    @Test
    @CompileWithForkedClassLoader
    @SuppressWarnings("unchecked") // what is generated is such an initializer
    void theGeneratedContextHasTheSameRuntime() {
        AnnotationConfigApplicationContext described = new AnnotationConfigApplicationContext();
        described.register(Application.class);
        described.register(LifecycleTest.Echo.class);
        set(described);
        TestGenerationContext generation = new TestGenerationContext(AotTest.class);
        ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(described, generation);
        generation.writeGeneratedContent();
        assertFalse(described.getBeanFactory().containsSingleton("nagare"), "no runtime was started");
        assertTrue(RuntimeHintsPredicates.reflection()
                .onType(NagareProperties.class)
                .test(generation.getRuntimeHints()));
        TestCompiler.forSystem().with(generation).compile(compiled -> {
            try (GenericApplicationContext context = new GenericApplicationContext()) {
                set(context);
                compiled.getInstance(ApplicationContextInitializer.class, initializer.canonicalName())
                        .initialize(context);
                context.refresh();
                Nagare runtime = context.getBean(Nagare.class);
                assertEquals("Nagare[early]", runtime.toString());
                assertEquals(1, runtime.metrics().workers().size());
                assertEquals(runtime, Nagare.current());
                assertTrue(context.getBean(ServerBean.class).port() > 0);
                assertFalse(ReactiveAdapterRegistry.getSharedInstance()
                        .getAdapter(null, One.just(1))
                        .isMultiValue());
                assertTrue(context.containsBean("nagareHealthIndicator"));
            }
        });
    }
}
