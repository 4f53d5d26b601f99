namespace Ordi2.Silo.Hosting;

/// <summary>The database has no tables for the membership of the official runtime. Nothing was started; run the two scripts, and start again.</summary>
public sealed class MembershipTablesMissingException : Exception
{
    private const string What = "The database has no tables for the membership of Orleans. Run the two scripts of its release once in this database "
        + "(k8s/README.md, part 3, says which and how), then start again.";

    public MembershipTablesMissingException()
        : base(What)
    {
    }

    public MembershipTablesMissingException(string message)
        : base(message)
    {
    }

    public MembershipTablesMissingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
