using System.Text.Json;
using System.Text.Json.Serialization;
using Ordi2.Contracts;
using Ordi2.Contracts.Json;
using Ordi2.Contracts.Machines;

namespace Ordi2.Domain.Tests.Wire;

/// <summary>Enumerations are written as the framework's own converter writes them, and read as it reads them.</summary>
public sealed class CodeTests
{
    private static readonly JsonSerializerOptions OfTheFramework = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseUpper, allowIntegerValues: false) },
    };

    public static TheoryData<Type> Enumerations =>
        [.. typeof(Role).Assembly.GetTypes().Concat(typeof(Domain.Machines.Machine).Assembly.GetTypes()).Where(type => type.IsEnum)];

    [Theory]
    [MemberData(nameof(Enumerations))]
    public void Each_value_has_one_code_everywhere(Type type)
    {
        foreach (var value in Enum.GetValues(type))
        {
            var json = JsonSerializer.Serialize(value, type, OfTheFramework);

            Assert.Equal(json, JsonSerializer.Serialize(value, type, WireJson.Options));
            Assert.Equal(value, JsonSerializer.Deserialize(json, type, WireJson.Options));
            Assert.Equal(value, JsonSerializer.Deserialize(json.ToLowerInvariant(), type, WireJson.Options));
        }
    }

    [Theory]
    [InlineData("3")]
    [InlineData("\"3\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("\"LAPTOP, DESKTOP\"")]
    public void What_is_no_code_is_refused(string json) => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<DeviceType>(json, WireJson.Options));

    [Fact]
    public void A_code_is_the_name_of_a_member_as_well()
    {
        var counted = new Dictionary<DeviceType, int> { [DeviceType.Laptop] = 2 };

        Assert.Equal("""{"LAPTOP":2}""", JsonSerializer.Serialize(counted, WireJson.Options));
        Assert.Equal(counted, JsonSerializer.Deserialize<Dictionary<DeviceType, int>>("""{"LAPTOP":2}""", WireJson.Options));
    }

    [Fact]
    public void A_number_that_no_value_has_has_no_code() => Assert.Throws<KeyNotFoundException>(() => ((DeviceType)9_999).Code());
}
