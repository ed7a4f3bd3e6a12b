package explore

// What only tests use.
var Complaint = complaint
