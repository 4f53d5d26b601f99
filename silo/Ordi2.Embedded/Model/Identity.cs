namespace Orleans.Runtime;

/// <summary>The key of a grain.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>
{
    private readonly string? _text;

    private IdSpan(string text)
    {
        _text = text;
    }

    public static bool operator ==(IdSpan left, IdSpan right) => left.Equals(right);

    public static bool operator !=(IdSpan left, IdSpan right) => !left.Equals(right);

    public static IdSpan Create(string id) => new(id);

    public readonly bool Equals(IdSpan obj) => string.Equals(_text, obj._text, StringComparison.Ordinal);

    public override readonly bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    public override readonly int GetHashCode() => string.GetHashCode(_text, StringComparison.Ordinal);

    public override readonly string ToString() => _text ?? "";
}

/// <summary>The kind of a grain: the name of its class in lower case, without « grain » at the end.</summary>
public readonly struct GrainType : IEquatable<GrainType>
{
    private readonly string? _name;

    private GrainType(string name)
    {
        _name = name;
    }

    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);

    public static GrainType Create(string value) => new(value);

    public readonly bool Equals(GrainType obj) => string.Equals(_name, obj._name, StringComparison.Ordinal);

    public override readonly bool Equals(object? obj) => obj is GrainType other && Equals(other);

    public override readonly int GetHashCode() => string.GetHashCode(_name, StringComparison.Ordinal);

    public override readonly string ToString() => _name ?? "";
}

/// <summary>Which grain.</summary>
public readonly struct GrainId(GrainType type, IdSpan key) : IEquatable<GrainId>
{
    public GrainType Type { get; } = type;

    public IdSpan Key { get; } = key;

    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);

    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    public readonly bool Equals(GrainId other) => Type == other.Type && Key == other.Key;

    public override readonly bool Equals(object? obj) => obj is GrainId other && Equals(other);

    public override readonly int GetHashCode() => HashCode.Combine(Type, Key);

    public override readonly string ToString() => $"{Type}/{Key}";
}
