package io.nagare.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.CodecConfigurer;

/**
 * Lets WebFlux and its clients read and write {@link io.nagare.Bytes} and {@link io.nagare.ByteStream}. The interface
 * to do so is in another package since Spring Boot 4.
 */
@AutoConfiguration
@ConditionalOnClass(CodecConfigurer.class)
public class NagareCodecAutoConfiguration {

    private static void register(CodecConfigurer codecs) {
        CodecConfigurer.CustomCodecs custom = codecs.customCodecs();
        custom.register(new ByteStreamReader());
        custom.register(new ByteStreamWriter());
        custom.registerWithDefaultConfig(new BytesDecoder());
        custom.register(new BytesEncoder());
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.web.codec.CodecCustomizer.class)
    static class SpringBoot3 {

        @Bean
        org.springframework.boot.web.codec.CodecCustomizer nagareCodecs() {
            return NagareCodecAutoConfiguration::register;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.http.codec.CodecCustomizer.class)
    static class SpringBoot4 {

        @Bean
        org.springframework.boot.http.codec.CodecCustomizer nagareCodecs() {
            return NagareCodecAutoConfiguration::register;
        }
    }
}
