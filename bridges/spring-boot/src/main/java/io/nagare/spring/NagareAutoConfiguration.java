package io.nagare.spring;

import io.nagare.Nagare;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Makes the runtime a bean, and the streams known to Spring. */
@AutoConfiguration
@EnableConfigurationProperties(NagareProperties.class)
public class NagareAutoConfiguration {

    /**
     * Called by Spring.
     *
     * @throws IllegalStateException if the Spring Boot on the class path is too old
     */
    public NagareAutoConfiguration() {
        BootVersion.check();
    }

    /** Starts the runtime. {@link RuntimeEnd} closes it with the context, after all beans that use it. */
    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Nagare nagare(NagareProperties properties, RuntimeEnd end) {
        return end.of(properties.builder().start());
    }

    @Bean
    @ConditionalOnMissingBean
    ApplicationEnding applicationEnding() {
        return new ApplicationEnding();
    }

    /** It is static, as is the next one, so that it is there before other beans are. */
    @Bean
    static RuntimeEnd nagareRuntimeEnd() {
        return new RuntimeEnd();
    }

    @Bean
    static StreamTypes nagareStreamTypes() {
        return new StreamTypes();
    }
}
