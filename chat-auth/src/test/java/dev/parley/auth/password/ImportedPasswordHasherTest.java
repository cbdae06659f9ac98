package dev.parley.auth.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.auth.PasswordHasher;
import dev.parley.core.time.Deadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImportedPasswordHasherTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final String BCRYPT_TAIL = "$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.";
    private static final String SALT_AND_TAG = "$c29tZXNhbHQxNmJ5dGVzIQ$kVOjKQnOG0we+T0yde2LO+9hJuNM0tlvBdXDI/PG9yM";

    private final PasswordHasher hasher =
            ImportedPasswordHasher.on(new Argon2PasswordHasher(new Argon2Parameters(64, 1, 1, 16, 32)));

    /** The public vectors of crypt_blowfish and of jBCrypt; the last one was made by Spring Security 7.1.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "U*U|$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "U*U*|$2a$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK",
                "U*U*U|$2a$05$XXXXXXXXXXXXXXXXXXXXXOAcXxm9kjPGEMsLznoKqmqw7tc8WCx4a",
                "''|$2a$05$CCCCCCCCCCCCCCCCCCCCC.7uG0VCzI2bS7j6ymqJi9CdcdxiRTWNy",
                "''|$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s.",
                "a|$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe",
                "abc|$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
                "abcdefghijklmnopqrstuvwxyz|$2a$06$.rCVZVOThsIa97pEDOxvGuRRgzG64bvtJ0938xuqzv18d3ZpQhstC",
                "~!@#$%^&*()      ~!@#$%^&*()PNBFRD|$2a$06$fPIsBO8qRqkjj273rfaOI.HtSV9jLDpTbZn782DC6/t7qT67P6FfO",
                "correct horse battery staple é|$2b$05$Xb9HcJCeM2d61Xlhd2o7O.3KTR0q/2g1tcrK7a7nZYgU8nHgW7fxW"
            })
    void bcryptVerifies(String password, String hash) {
        assertThat(hasher.verify(password, hash)).isTrue();
        assertThat(hasher.verify(password + "x", hash)).isFalse();
        assertThat(hasher.verify(password, hash.replaceFirst("2[ab]", "2y"))).isTrue();
        assertThat(hasher.verify(password, hash.replaceFirst("2[ab]", "2b"))).isTrue();
        assertThat(hasher.needsRehash(hash)).isTrue();
    }

    /** The fourth vector of crypt_blowfish. */
    @Test
    void ofALongPasswordBcryptReads72BytesAndItsReplacementReadsAll() {
        String hash = "$2a$05$abcdefghijklmnopqrstuu5s2v8.iXieOjg/.AySBTTZIIVFJeBui";
        String first72 = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        assertThat(first72).hasSize(72);
        assertThat(hasher.verify(first72, hash)).isTrue();
        assertThat(hasher.verify(first72 + "chars after 72 are ignored", hash)).isTrue();
        assertThat(hasher.verify(first72.substring(0, 71), hash)).isFalse();
        String replacement = hasher.hash(first72 + "chars after 72 are not ignored");
        assertThat(replacement).startsWith("$argon2id$");
        assertThat(hasher.verify(first72, replacement)).isFalse();
    }

    @Test
    void bcryptCutsALetterInTheMiddleAsItDidBefore() {
        // The 72nd byte is the first of two of "é".
        String hash =
                OpenBSDBCrypt.generate("2b", ("x".repeat(71) + "é").getBytes(StandardCharsets.UTF_8), new byte[16], 4);
        assertThat(hasher.verify("x".repeat(71) + "é", hash)).isTrue();
        assertThat(hasher.verify("x".repeat(71) + "a", hash)).isFalse();
    }

    /** RFC 7914, section 12: the second and the third vector. */
    @ParameterizedTest
    @CsvSource({
        "password,NaCl,10,8,16,fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a388"
                + "6ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640",
        "pleaseletmein,SodiumChloride,14,8,1,7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d54329"
                + "55613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    })
    void scryptVerifies(String password, String salt, int logCost, int blockSize, int parallelism, String tag) {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        String hash = "$scrypt$ln=" + logCost + ",r=" + blockSize + ",p=" + parallelism + "$"
                + base64.encodeToString(salt.getBytes(StandardCharsets.US_ASCII)) + "$"
                + base64.encodeToString(HexFormat.of().parseHex(tag));
        assertThat(hasher.verify(password, hash)).isTrue();
        assertThat(hasher.verify(password + " ", hash)).isFalse();
        assertThat(hasher.needsRehash(hash)).isTrue();
    }

    /** The first was made by OpenSSL 3, the others by Spring Security 7.1.1, the last with its defaults. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$scrypt$ln=10,r=8,p=2" + SALT_AND_TAG,
                "$a0802$JPDylCivP3F/fRyDDit3Og==$HeZ5yKopskJStxaer2qBe61Pe3T8r+I99diU0uj4K6c=",
                "$100801$WBiFkvPYNNSPl+3+ghsuRg==$m1ZW8OBKs7rMozsoAUpUKA7ARbhVr9MWH00onduMomM="
            })
    void scryptOfOtherSystemsVerifies(String hash) {
        assertThat(hasher.verify(PASSWORD, hash)).isTrue();
        assertThat(hasher.verify("correct horse battery stapler", hash)).isFalse();
        assertThat(hasher.verify("\ud800", hash)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$03" + BCRYPT_TAIL,
                "$2a$15" + BCRYPT_TAIL,
                "$2a$31" + BCRYPT_TAIL,
                "$2a$6" + BCRYPT_TAIL,
                "$2x$06" + BCRYPT_TAIL,
                "$2$06" + BCRYPT_TAIL,
                "$2a$06" + BCRYPT_TAIL + ".",
                "$2a$06$DCq7YPn5Rq63x1Lad4cll",
                "{bcrypt}$2a$06" + BCRYPT_TAIL,
                "$2a$06$DCq7YPn5Rq63x1Lad4cll.TV4S6ytwfsfvkgY8jIucDrjc8deX1s." + "\n",
                "$scrypt$ln=18,r=8,p=1" + SALT_AND_TAG,
                "$scrypt$ln=20,r=8,p=1" + SALT_AND_TAG,
                "$scrypt$ln=31,r=1,p=1" + SALT_AND_TAG,
                "$scrypt$ln=99,r=999,p=999" + SALT_AND_TAG,
                "$scrypt$ln=17,r=8,p=3" + SALT_AND_TAG,
                "$scrypt$ln=16,r=1,p=1" + SALT_AND_TAG,
                "$scrypt$ln=0,r=8,p=1" + SALT_AND_TAG,
                "$scrypt$ln=10,r=0,p=1" + SALT_AND_TAG,
                "$scrypt$ln=10,r=8,p=2$$kVOjKQnOG0we",
                "$scrypt$ln=10,r=8,p=2$c29tZXNhbHQxNmJ5dGVzIQ$kVOjKQnOG0we",
                "$scrypt$ln=10,r=8,p=2$c29tZ$kVOjKQnOG0we+T0yde2LO+9hJuNM0tlvBdXDI/PG9yM",
                "$ff0801$WBiFkvPYNNSPl+3+ghsuRg==$m1ZW8OBKs7rMozsoAUpUKA7ARbhVr9MWH00onduMomM=",
                "$120801$WBiFkvPYNNSPl+3+ghsuRg==$m1ZW8OBKs7rMozsoAUpUKA7ARbhVr9MWH00onduMomM=",
                "$100801$WBiFkvPYNNSPl+3+ghsuRg===$m1ZW8OBKs7rMozsoAUpUKA7ARbhVr9MWH00onduMomM="
            })
    void whatIsOutOfBoundsOrNotUnderstoodIsNotComputed(String hash) {
        assertThat(BcryptString.parse(hash)).isEmpty();
        assertThat(ScryptString.parse(hash)).isEmpty();
        assertThat(hasher.verify("", hash)).isFalse();
        assertThat(hasher.verify(PASSWORD, hash)).isFalse();
        assertThat(hasher.needsRehash(hash)).isTrue();
    }

    @Test
    void passwordsWithoutUtf8FormNeverVerify() {
        assertThat(hasher.verify("\ud800", "$2a$06" + BCRYPT_TAIL)).isFalse();
        assertThat(hasher.verify("?\udc00", "$scrypt$ln=10,r=8,p=2" + SALT_AND_TAG))
                .isFalse();
    }

    @Test
    void importedHashesGoThroughAGate() {
        PasswordGate gate = new PasswordGate(hasher, 1);
        Deadline soon = Deadline.after(Duration.ofSeconds(30));
        assertThat(gate.verify("", "$2a$06" + BCRYPT_TAIL, soon)).isTrue();
        assertThat(gate.needsRehash("$2a$06" + BCRYPT_TAIL)).isTrue();
        String replacement = gate.hash("", soon);
        assertThat(gate.verify("", replacement, soon)).isTrue();
        assertThat(gate.needsRehash(replacement)).isFalse();
    }
}
