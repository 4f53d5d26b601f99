namespace Orleans.Runtime;

/// <summary>The key of a grain.</summary>
public readonly record struct IdSpan
{
    private readonly string? _text;

    private IdSpan(string text)
    {
        _text = text;
    }

    public static IdSpan Create(string id) => new(id);

    public override readonly string ToString() => _text ?? "";
}

/// <summary>The kind of a grain: the name of its class in lower case, without « grain » at the end.</summary>
public readonly record struct GrainType
{
    private readonly string? _name;

    private GrainType(string name)
    {
        _name = name;
    }

    public static GrainType Create(string value) => new(value);

    public override readonly string ToString() => _name ?? "";
}

/// <summary>Which grain.</summary>
public readonly record struct GrainId
{
    public GrainId(GrainType type, IdSpan key)
    {
        Type = type;
        Key = key;
    }

    public GrainType Type { get; }

    public IdSpan Key { get; }

    public static GrainId Create(string type, string key) => new(GrainType.Create(type), IdSpan.Create(key));

    public override readonly string ToString() => $"{Type}/{Key}";
}
