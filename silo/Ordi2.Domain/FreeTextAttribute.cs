namespace Ordi2.Domain;

/// <summary>
/// What somebody typed. The ledger keeps it apart from the fact that it belongs to, which holds a digest in its place: the text can be erased at the end of its
/// time, and the chain stays right. On a fact as a whole it names the fields, at any depth, of what the fact carries for others.
/// </summary>
/// <param name="fields">Names as they are in JSON; none on the text itself.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Class)]
public sealed class FreeTextAttribute(params string[] fields) : Attribute
{
    public string[] Fields => fields;
}
